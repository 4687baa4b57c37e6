// Where the page begins: in a webview of VS Code or, with a token in its address, in a browser.
import "./style/page.css";
import { TeachingPage } from "./page";
import { browserTransport } from "./transport/browser";
import { editorTransport, isInEditor } from "./transport/editor";

const token = new URLSearchParams(window.location.search).get("token") ?? "";
new TeachingPage(document.body, isInEditor() ? editorTransport() : browserTransport(token));
