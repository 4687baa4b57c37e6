import type { Transport } from "./transport";

/** The functions of a webview of VS Code that the page uses. */
interface WebviewApi {
  postMessage(message: unknown): void;
}

declare function acquireVsCodeApi(): WebviewApi;

export function isInEditor(): boolean {
  return typeof acquireVsCodeApi === "function";
}

/**
 * The way to the extension. The first message is `{ type: "ready" }`, for what is posted before somebody listens is lost.
 * Only the editor can post here: a webview has no other frame that knows its window.
 */
export function editorTransport(): Transport {
  const api = acquireVsCodeApi();
  return {
    listen(listener) {
      window.addEventListener("message", ({ data }) => listener.message(data));
      api.postMessage({ type: "ready" });
    },
    send(message) {
      api.postMessage(message);
    },
  };
}
