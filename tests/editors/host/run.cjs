// Loaded by VS Code inside the extension host, beside the extension: `run` rejects when a test failed.
const { appendFileSync } = require("node:fs");
const { tests } = require("./extension.cjs");

exports.run = async () => {
  let failed = 0;
  for (const [name, body] of Object.entries(tests)) {
    const start = Date.now();
    const failure = await body().then(
      () => undefined,
      (error) => error.stack ?? String(error),
    );
    failed += failure === undefined ? 0 : 1;
    const seconds = (Date.now() - start) / 1000;
    process.stdout.write(`${failure ? "FAILED" : "ok"} ${name}\n${failure ?? ""}`);
    appendFileSync(process.env.TEACHBACK_HOST_RESULTS, `${JSON.stringify({ name, seconds, failure })}\n`);
  }
  if (failed > 0) {
    throw new Error(`${failed} tests failed`);
  }
};
