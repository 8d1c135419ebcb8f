import { useEffect, useState } from 'preact/hooks';

/**
 * An answer of the session that follows the image: undefined before the first, then always the last. It is asked for
 * whenever `key` is another than before, and not undefined.
 */
export function useAnswer<Answer>(key: string | undefined, ask: () => Promise<Answer>): Answer | undefined {
  const [answer, setAnswer] = useState<Answer>();
  useEffect(() => {
    if (key === undefined) return;
    let isWanted = true;
    const take = (given: Answer) => {
      if (isWanted) setAnswer(() => given);
    };
    // A session that cannot answer says so in its summary.
    ask().then(take, () => {});
    return () => {
      isWanted = false;
    };
  }, [key]);
  return answer;
}
