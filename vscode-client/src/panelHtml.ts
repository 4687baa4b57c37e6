import { randomBytes } from "node:crypto";

/** What the page is loaded from: addresses that the webview can fetch, and the source that a policy names them by. */
export interface PageSources {
  readonly script: string;
  readonly style: string;
  readonly source: string;
}

/** A word that nobody can guess, for one document alone. */
export function newNonce(): string {
  return randomBytes(16).toString("base64url");
}

/** The document of the panel. Its policy allows the page's own script and style, and nothing else. */
export function panelHtml({ script, style, source }: PageSources, nonce: string): string {
  const policy = ["default-src 'none'", `script-src 'nonce-${nonce}'`, `style-src ${source} 'nonce-${nonce}'`].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escaped(style)}" nonce="${nonce}">
<script src="${escaped(script)}" nonce="${nonce}" defer></script>
</head>
<body></body>
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
