/** How files are looked at: what somebody chose holds until the page goes, for files of the same kind. */
import { signal } from '@preact/signals-core';
import type { Encoding, Look } from '../worker/session';

/** By how a file would be looked at without a choice. */
export const chosenLooks = signal<Partial<Record<Look, Look>>>({});
/** By the encoding that a text seems to be in. */
export const chosenEncodings = signal<Partial<Record<Encoding, Encoding>>>({});
/** Whether long lines are broken where the room ends. */
export const isWrapped = signal(true);
/** Whether a picture is made to fit into the room. */
export const isFitted = signal(true);
