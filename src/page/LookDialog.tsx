import './look.css';
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { type EntryContents, type EntryId, type FileLook, LOOKS, type Look } from '../worker/session';
import { formatBytes, formatSize } from './format';
import { HexLook } from './HexLook';
import { Icon } from './Icon';
import { X } from './icons';
import { ChevronRight } from './icons-later';
import { lookFault, Said } from './LookFault';
import { chosenLooks } from './look-choices';
import { endLooking, looked, lookOnwards } from './looking';
import { Name } from './Name';
import { PictureLook } from './PictureLook';
import { session } from './state';
import { TextLook } from './TextLook';
import { texts } from './texts-look';

/** What is looked into: an entry, and a file's bytes. */
interface Seen {
  contents: EntryContents;
  file?: FileLook;
}

/** What is in a file: as text, as a picture, or byte by byte. */
export function LookDialog() {
  const entry = looked.value;
  const dialog = useRef<HTMLDialogElement>(null);
  const seen = useSignal<Seen | undefined>(undefined);
  const fault = useSignal<string | undefined>(undefined);
  /** There is no file further that way. */
  const end = useSignal<1 | -1 | undefined>(undefined);
  useLayoutEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    dialog.current?.querySelector('h2')?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  useEffect(() => {
    if (entry === undefined) return;
    let isWanted = true;
    end.value = undefined;
    const tell = (found: Seen | undefined, why: string | undefined) => {
      if (!isWanted) return;
      seen.value = found;
      fault.value = why;
    };
    see(entry).then(
      (found) => tell(found, undefined),
      (reason) => tell(undefined, lookFault(reason)),
    );
    return () => {
      isWanted = false;
    };
  }, [entry]);
  const goOn = async (by: 1 | -1) => {
    if (!(await lookOnwards(by))) end.value = by;
  };
  return (
    <dialog
      ref={dialog}
      class="look-inside"
      aria-labelledby="look-heading"
      onClose={endLooking}
      onKeyDown={(event) => {
        const by = stepOf(event);
        if (by === undefined) return;
        event.preventDefault();
        void goOn(by);
      }}
    >
      <Head seen={seen.value} goOn={goOn} close={() => dialog.current?.close()} />
      <p class="visually-hidden" role="status">
        {end.value === 1 ? texts.last : end.value === -1 ? texts.first : ''}
      </p>
      {fault.value !== undefined && <Said text={fault.value} />}
      {seen.value && <Contents key={seen.value.contents.entry} {...seen.value} />}
    </dialog>
  );
}

async function see(entry: EntryId): Promise<Seen> {
  const contents = await session().contents(entry);
  return contents.kind === 'file' ? { contents, file: await session().lookInto(contents.bytes) } : { contents };
}

/** The way that a key leads to another file: arrows, where nothing else takes them. */
function stepOf({ key, target, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): 1 | -1 | undefined {
  const steps: Record<string, 1 | -1> = { ArrowRight: 1, ArrowLeft: -1 };
  const step = steps[key];
  if (step === undefined || altKey || ctrlKey || metaKey || shiftKey || !(target instanceof Element)) return undefined;
  if (target.matches('input, select, textarea') || target.scrollWidth > target.clientWidth) return undefined;
  return document.documentElement.dir === 'rtl' ? (-step as 1 | -1) : step;
}

interface HeadProps {
  seen: Seen | undefined;
  goOn: (by: 1 | -1) => Promise<void>;
  close: () => void;
}

function Head({ seen, goOn, close }: HeadProps) {
  const { contents, file } = seen ?? {};
  return (
    <div class="look-head">
      <div class="look-title">
        <h2 id="look-heading" tabindex={-1}>
          {contents ? <Name>{contents.name}</Name> : texts.loading}
        </h2>
        <p class="fine">
          {contents && (
            <>
              {contents.path !== contents.name && (
                <span class="look-path">
                  <Name>{contents.path}</Name>
                </span>
              )}
              {file && <span title={formatBytes(file.head.byteLength)}>{formatSize(file.head.byteLength)}</span>}
            </>
          )}
        </p>
      </div>
      <div class="tools">
        <HeadButton icon={ChevronRight} isBack label={texts.previous} act={() => void goOn(-1)} />
        <HeadButton icon={ChevronRight} label={texts.next} act={() => void goOn(1)} />
        <HeadButton icon={X} label={texts.close} act={close} />
      </div>
    </div>
  );
}

interface HeadButtonProps {
  icon: string;
  isBack?: boolean;
  label: string;
  act: () => void;
}

function HeadButton({ icon, isBack, label, act }: HeadButtonProps) {
  return (
    <button
      type="button"
      class={isBack ? 'button small icon-only quiet back' : 'button small icon-only quiet'}
      aria-label={label}
      title={label}
      onClick={act}
    >
      <Icon path={icon} size={17} />
    </button>
  );
}

function Contents({ contents, file }: Seen) {
  if (contents.kind === 'link') {
    const [before, target, after] = texts.link(contents.target);
    return (
      <p class="look-said">
        <span>
          {before}
          <Name>{target}</Name>
          {after}
        </span>
      </p>
    );
  }
  if (!file) return <p class="look-said">{texts.special}</p>;
  if (file.head.byteLength === 0) return <p class="look-said">{texts.empty}</p>;
  return <FileContents file={file} name={contents.name} />;
}

function FileContents({ file, name }: { file: FileLook; name: string }) {
  const { head } = file;
  const possible = LOOKS.filter((look) => look !== 'picture' || head.picture);
  const wanted = chosenLooks.value[head.look] ?? head.look;
  const look = possible.includes(wanted) ? wanted : head.look;
  const choose = (chosen: Look) => {
    chosenLooks.value = { ...chosenLooks.value, [head.look]: chosen };
  };
  const choice = (
    <fieldset class="look-as">
      <legend class="visually-hidden">{texts.lookAs}</legend>
      <div class="segments">
        {possible.map((one) => (
          <label key={one}>
            <input type="radio" name="look-as" checked={one === look} onChange={() => choose(one)} />
            <span>{texts.looks[one]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
  switch (look) {
    case 'text':
      return <TextLook file={file} choice={choice} />;
    case 'picture':
      return <PictureLook file={file} name={name} choice={choice} />;
    case 'hex':
      return <HexLook file={file} choice={choice} />;
  }
}
