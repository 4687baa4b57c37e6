/** What is written beside the private environments: which of them is whole, and which wheel it was made from. */
export interface EnvironmentRecord {
  readonly folder: string;
  readonly wheel: string;
}

/** Reads a record; undefined for anything that is not one, such as a file cut short. */
export function parseRecord(text: string): EnvironmentRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null || !("folder" in value) || !("wheel" in value)) {
    return undefined;
  }
  const { folder, wheel } = value;
  // The folder is a name of ours, never a path that leads elsewhere.
  if (typeof folder !== "string" || typeof wheel !== "string" || !/^env-[\w.-]+$/.test(folder)) {
    return undefined;
  }
  return { folder, wheel };
}

/** What to tell when a step of the set-up failed, from what the step printed. */
export function adviceFor(output: string): string {
  if (/ensurepip|python3?[\d.]*-venv/.test(output)) {
    return "This Python cannot make environments; on Debian and Ubuntu install the package python3-venv.";
  }
  if (
    /No matching distribution|Could not find a version|ConnectionError|Temporary failure in name resolution|Max retries/.test(
      output,
    )
  ) {
    return "Teachback's dependencies could not be fetched; check pip's package index and the network.";
  }
  return "The log says why.";
}
