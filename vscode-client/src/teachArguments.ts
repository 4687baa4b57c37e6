/** Where a command is to teach, as far as its arguments say. */
export interface PlaceArguments {
  readonly uri?: string;
  readonly position?: { readonly line: number; readonly character: number };
}

/**
 * Reads the arguments of `teachback.teachNextAction`: `[uri, {line, character}]` from a code action, a `Uri` object from
 * a menu, nothing from the palette. Anything else counts as nothing.
 */
export function parsePlace(args: readonly unknown[]): PlaceArguments {
  const [resource, position] = args;
  const uri = uriText(resource);
  if (uri === undefined) {
    return {};
  }
  return isPosition(position) ? { uri, position } : { uri };
}

function uriText(value: unknown): string | undefined {
  if (typeof value === "string") {
    return value;
  }
  return typeof value === "object" && value !== null && "scheme" in value ? String(value) : undefined;
}

function isPosition(value: unknown): value is { line: number; character: number } {
  if (typeof value !== "object" || value === null || !("line" in value) || !("character" in value)) {
    return false;
  }
  return isCount(value.line) && isCount(value.character);
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 0;
}
