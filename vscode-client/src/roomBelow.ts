/** How groups of editors stand: side by side (0) or below each other (1). */
export interface EditorLayout {
  readonly orientation?: 0 | 1;
  readonly groups: readonly EditorGroup[];
}

interface EditorGroup {
  readonly size?: number;
  readonly groups?: readonly EditorGroup[];
}

const SIDE_BY_SIDE = 0;
const PANEL = 0.74;

/**
 * The layout with one more group below the last of one or two that stand side by side, where `panel`, counted from 1, is
 * the last; undefined for any other layout.
 */
export function withRoomBelow({ orientation, groups }: EditorLayout, panel: number): EditorLayout | undefined {
  const plain = groups.length <= 2 && groups.every((group) => group.groups === undefined);
  const last = groups.at(-1);
  if (!plain || last === undefined || panel !== groups.length || (groups.length > 1 && orientation !== SIDE_BY_SIDE)) {
    return undefined;
  }
  const split = { size: last.size ?? 0.5, groups: [{ size: PANEL }, { size: 1 - PANEL }] };
  return { orientation: SIDE_BY_SIDE, groups: [...groups.slice(0, -1), split] };
}
