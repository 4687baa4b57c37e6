/** A question on screen. */
export interface Asked {
  readonly element: HTMLElement;
  /** Puts the focus where a person answers. */
  focus(): void;
  /** Takes a key that was pressed in the question, or nowhere in particular; true when it meant something. */
  press(event: KeyboardEvent): boolean;
}

export type Answer = (value: boolean | string) => void;
