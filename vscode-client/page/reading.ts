// Readers turn JSON of unknown shape into typed values. A reader throws `Unreadable`, which says what is wrong where.

export class Unreadable extends Error {}

/** Reads a value; `where` is its path in the message, for whoever has to find the fault. */
export type Reader<T> = (value: unknown, where: string) => T;

/** The type that a reader gives. */
export type Read<R> = R extends Reader<infer T> ? T : never;

export const text: Reader<string> = (value, where) => (typeof value === "string" ? value : fail(where, "a text"));

export const number: Reader<number> = (value, where) =>
  typeof value === "number" && Number.isFinite(value) ? value : fail(where, "a number");

export const flag: Reader<boolean> = (value, where) => (typeof value === "boolean" ? value : fail(where, "true or false"));

export const anything: Reader<unknown> = (value) => value;

export function orNull<T>(reader: Reader<T>): Reader<T | null> {
  return (value, where) => (value === null || value === undefined ? null : reader(value, where));
}

export function listOf<T>(item: Reader<T>): Reader<readonly T[]> {
  return (value, where) =>
    Array.isArray(value) ? value.map((each, index) => item(each, `${where}[${index}]`)) : fail(where, "a list");
}

export function oneOf<const T extends string | number>(...allowed: readonly T[]): Reader<T> {
  return (value, where) => allowed.find((each) => each === value) ?? fail(where, allowed.join(" or "));
}

/** Reads the fields of an object; others are left out. */
export function record<F extends Record<string, Reader<unknown>>>(fields: F): Reader<{ readonly [K in keyof F]: Read<F[K]> }> {
  return (value, where) => {
    const given = fieldsOf(value, where);
    const entries = Object.entries(fields).map(([name, reader]) => [name, reader(given[name], `${where}.${name}`)]);
    return Object.fromEntries(entries) as { readonly [K in keyof F]: Read<F[K]> };
  };
}

/** Reads an object by the reader that its field `tag` names. */
export function byTag<F extends Record<string, Reader<unknown>>>(tag: string, kinds: F): Reader<Read<F[keyof F]>> {
  return (value, where) => {
    const name = fieldsOf(value, where)[tag];
    const reader = typeof name === "string" && Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    return (reader ?? (() => fail(`${where}.${tag}`, Object.keys(kinds).join(" or "))))(value, where) as Read<F[keyof F]>;
  };
}

function fieldsOf(value: unknown, where: string): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : fail(where, "an object");
}

function fail(where: string, expected: string): never {
  throw new Unreadable(`${where} should be ${expected}`);
}
