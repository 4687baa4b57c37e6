/** The segments of a path below a project's folder; undefined for one that leads, or may lead, out of it. */
export function segmentsBelow(path: string): readonly string[] | undefined {
  const segments = path.split("/");
  const stays = segments.every((segment) => segment !== "" && segment !== "." && segment !== ".." && !/[\\:]/.test(segment));
  return stays ? segments : undefined;
}
