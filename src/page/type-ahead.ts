/** Letters typed in the tree lead to the next name that begins with them. */

/** Milliseconds after which a letter begins another name. */
const PAUSE = 700;

export class TypeAhead {
  #typed = '';
  #typedAt = 0;

  /** Whether a name is being typed: a space is then a part of it. */
  get isTyping(): boolean {
    return this.#typed !== '' && Date.now() - this.#typedAt < PAUSE;
  }

  /**
   * Takes a letter. Returns what to look for, and whether the row it is typed on may be found: the first letter, or
   * the same one again, leads on to the next.
   */
  type(letter: string): { prefix: string; isHereToo: boolean } {
    this.#typed = this.isTyping ? this.#typed + letter : letter;
    this.#typedAt = Date.now();
    const letters = [...this.#typed];
    const isRepeated = letters.every((one) => one === letters[0]);
    return { prefix: isRepeated ? letter : this.#typed, isHereToo: !isRepeated };
  }
}
