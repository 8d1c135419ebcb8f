/** Holds an image to every rule. Loaded when somebody asks. */
import { checkImage } from '../reader/check/check';
import { namesText, reportAsJson, reportText, SEVERITIES } from '../reader/check/report-text';
import { MATTERS, ruleReports } from '../reader/check/rule-list';
import { fullFinding } from '../reader/findings';
import { BlobBytes } from '../sources/blob-bytes';
import type { ImageReport } from './examined';
import { orSourceError } from './image-check';
import { openImageFiles } from './image-files';
import { md5s } from './md5';
import { PacedProgress } from './paced-progress';
import type { Told } from './works';

/** Throws an `ImageError` where it is none, or a `SourceError` where its bytes cannot be read. */
export async function examineImage(files: readonly File[], told: Told): Promise<ImageReport> {
  const name = files[0]?.name ?? '';
  const image = await orSourceError(openImageFiles(files, name, (file) => new BlobBytes(file)));
  let progress: PacedProgress | undefined;
  let read = 0;
  const report = await orSourceError(
    checkImage(image, {
      newDigest: md5s(),
      told: (done, bytes) => {
        if (bytes === 0) return;
        progress ??= new PacedProgress(bytes, told);
        progress.add(done - read);
        read = done;
      },
    }),
  );
  const { findings } = image;
  const full = findings.list.map(fullFinding);
  const rules = ruleReports(report).map(({ matter, ...rule }) => ({
    ...rule,
    matter,
    about: MATTERS[matter],
    findings: full.filter(({ code }) => code === rule.code).map(({ sentence }) => sentence),
  }));
  const known = new Set<string>(rules.map(({ code }) => code));
  const [errors, warnings, notes] = SEVERITIES.map((severity) => findings.count(severity)) as [number, number, number];
  return {
    name,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    volume: image.primary.identifiers.volume,
    kinds: namesText(image, report).join(', '),
    files: report.files,
    folders: report.directories,
    errors,
    warnings,
    notes,
    rules,
    others: full
      .filter(({ code }) => !known.has(code))
      .map(({ severity, sentence, section }) => ({ severity, sentence, section })),
    text: reportText(name, image, report, true),
    json: `${JSON.stringify(reportAsJson(name, image, report), null, 1)}\n`,
  };
}
