import assert from "node:assert/strict";
import { test } from "node:test";
import { newNonce, panelHtml } from "../src/panelHtml";

const SOURCES = { script: 'https://x/page.js?"><script>', style: "https://x/page.css", source: "https://x" };

test("the policy allows one script, by its nonce, and no other source of anything", () => {
  const html = panelHtml(SOURCES, "abc");
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
  assert.equal(policy, "default-src 'none'; script-src 'nonce-abc'; style-src https://x 'nonce-abc'");
});

test("an address cannot leave its attribute", () => {
  assert.equal(panelHtml(SOURCES, "abc").match(/<script/g)?.length, 1);
});

test("no two documents share a nonce", () => {
  assert.notEqual(newNonce(), newNonce());
  assert.match(newNonce(), /^[\w-]{20,}$/);
});
