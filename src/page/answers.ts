import { signal } from './signal';

/**
 * Answers of the session that follow the image. The function that is returned gives the last answer, undefined before
 * the first; when it is called with another key than before, and not undefined, it asks anew.
 */
export function following<Answer>(ask: () => Promise<Answer>): (key: string | undefined) => Answer | undefined {
  const answer = signal<Answer | undefined>(undefined);
  let asked: string | undefined;
  return (key) => {
    if (key !== undefined && key !== asked) {
      asked = key;
      ask().then(
        (given) => {
          if (asked === key) answer.value = given;
        },
        () => {
          // A session that cannot answer says so in its summary.
        },
      );
    }
    return answer.value;
  };
}
