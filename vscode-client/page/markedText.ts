import type { Entity } from "./messages";

/** A part of a message: plain, or an entity. */
export interface Piece {
  readonly text: string;
  readonly entity?: Entity;
}

/**
 * A message in parts, in order. Entities say where they stand in code points, which a string of JavaScript does not
 * count; those that overlap an earlier one, or lie outside, are left out.
 */
export function piecesOf(text: string, entities: readonly Entity[]): Piece[] {
  const letters = Array.from(text);
  const pieces: Piece[] = [];
  let last = 0;
  for (const entity of [...entities].sort((one, other) => one.start - other.start)) {
    if (entity.start < last || entity.end <= entity.start || entity.end > letters.length) {
      continue;
    }
    pieces.push({ text: letters.slice(last, entity.start).join("") });
    pieces.push({ text: letters.slice(entity.start, entity.end).join(""), entity });
    last = entity.end;
  }
  pieces.push({ text: letters.slice(last).join("") });
  return pieces.filter((piece) => piece.text !== "");
}

/** What an entity is, in the words of a tooltip or label: its type, and its role, group and value where they add to that. */
export function labelOf({ type, role, group, value }: Entity, text: string): string {
  const extra = [role, group].filter((each) => each !== null).join(", ");
  const meant = value === text || value === null ? "" : ` = ${typeof value === "string" ? value : JSON.stringify(value)}`;
  return `${type}${extra === "" ? "" : ` (${extra})`}${meant}`;
}
