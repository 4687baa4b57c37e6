import { appendFileSync } from "node:fs";

/** Runs one named step of a suite, tells how long it took, and notes it for the report. A failure ends the suite. */
export async function step(name, body) {
  const start = Date.now();
  try {
    const result = await body();
    note({ name, seconds: seconds(start) });
    process.stdout.write(`  ok ${seconds(start).toFixed(1)} s  ${name}\n`);
    return result;
  } catch (error) {
    note({ name, seconds: seconds(start), failure: error.stack ?? String(error) });
    process.stdout.write(`  FAILED ${seconds(start).toFixed(1)} s  ${name}\n${error.stack ?? error}\n`);
    process.exitCode = 1;
    throw error;
  }
}

function seconds(start) {
  return (Date.now() - start) / 1000;
}

export function note(result) {
  const report = process.env.TEACHBACK_STEPS;
  if (report) {
    appendFileSync(report, `${JSON.stringify(result)}\n`);
  }
}
