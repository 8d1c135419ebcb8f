import { useEffect, useRef, useState } from 'preact/hooks';

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

/**
 * The same for a question whose answer takes long: one is under way at most, and when it is answered the last that was
 * asked meanwhile follows.
 */
export function useAnswerInTurn<Answer>(key: string, ask: () => Promise<Answer>): Answer | undefined {
  const [answer, setAnswer] = useState<Answer>();
  const next = useRef<(() => Promise<Answer>) | undefined>(undefined);
  const isUnderWay = useRef(false);
  useEffect(() => {
    next.current = ask;
    if (isUnderWay.current) return;
    const askAll = async () => {
      for (let one = next.current; one; one = next.current) {
        next.current = undefined;
        // A session that cannot answer says so in its summary.
        await one().then(
          (given) => setAnswer(() => given),
          () => {},
        );
      }
    };
    isUnderWay.current = true;
    void askAll().finally(() => {
      isUnderWay.current = false;
    });
  }, [key]);
  useEffect(
    () => () => {
      next.current = undefined;
    },
    [],
  );
  return answer;
}
