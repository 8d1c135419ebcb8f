/** Whether an image keeps the standards' rules, whatever genisoimage's is like. */
import { conformanceProblems, problemLine } from '../images/conformance';
import { isExcepted } from '../images/conformance-exceptions';
import { parseImage } from '../images/iso-fields';

/** What an image breaks that its options do not ask for, as lines. @param words the command line */
export function unsound(image: Uint8Array, words: readonly string[]): string[] {
  const level = Number(words[words.indexOf('-iso-level') + 1]);
  const problems = conformanceProblems(parseImage(image), level === 2 ? 2 : level > 2 ? 3 : 1);
  return problems.filter((problem) => !isExcepted(problem, words)).map(problemLine);
}
