import type { PageMessage } from "../messages";
import type { Listener, Transport } from "./transport";

const LOST = "The connection is lost. Trying again…";
const GONE = "This session is over. Open the address that the terminal shows now.";

/** The way to the server of the terminal session: Server-Sent Events from it, POST to it, both with the token. */
export function browserTransport(token: string): Transport {
  let listener: Listener | undefined;
  return {
    listen(heard) {
      listener = heard;
      listenTo(`updates?token=${encodeURIComponent(token)}`, heard);
    },
    send(message) {
      void post(message, token).then((refusal) => refusal !== undefined && listener?.refused(refusal));
    },
  };
}

function listenTo(address: string, listener: Listener): void {
  const source = new EventSource(address);
  source.onopen = () => listener.connection("");
  source.onmessage = ({ data }) => {
    const message = parsed(data);
    listener.message(message);
    // The host says that it ends: there is nothing to come back to.
    if (typeof message === "object" && message !== null && "type" in message && message.type === "ended") {
      source.close();
    }
  };
  source.onerror = () => listener.connection(source.readyState === EventSource.CLOSED ? GONE : LOST);
}

/** Why the message was refused; `undefined` when it was not. */
async function post(message: PageMessage, token: string): Promise<string | undefined> {
  try {
    const headers = { "Content-Type": "application/json", "X-Teachback-Token": token };
    const response = await fetch("answer", { method: "POST", headers, body: JSON.stringify(message) });
    return response.ok ? undefined : await response.text();
  } catch {
    return "The answer did not reach the session. Is it still running in the terminal?";
  }
}

function parsed(data: unknown): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return undefined;
  }
}
