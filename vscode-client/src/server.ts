import * as vscode from "vscode";
import { type LanguageClient, State } from "vscode-languageclient/node";
import { type Connection, createConnection } from "./client";
import { findServer } from "./interpreter";
import { CannotStart, type Launch } from "./launch";
import { statusChanged } from "./protocol";
import { judgeCrash } from "./restarts";
import type { StatusItem } from "./status";

const STOP_TIME = 2_000;

/** The server's life: one start or stop at a time, restarts with growing waits, the rest told to the author. */
export class Server {
  readonly #context: vscode.ExtensionContext;
  readonly #log: vscode.LogOutputChannel;
  readonly #status: StatusItem;
  #connection: Connection | undefined;
  #launch: Launch | undefined;
  #crashes: readonly number[] = [];
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<void> = Promise.resolve();

  /** `onClient` gets every client before it starts, so that nothing that the server says is missed. */
  constructor(
    context: vscode.ExtensionContext,
    log: vscode.LogOutputChannel,
    status: StatusItem,
    private readonly onClient: (client: LanguageClient) => void,
  ) {
    this.#context = context;
    this.#log = log;
    this.#status = status;
  }

  /** The client, when the server answers. */
  get client(): LanguageClient | undefined {
    const client = this.#connection?.client;
    return client?.state === State.Running ? client : undefined;
  }

  /** The client once what is under way has ended: a start may still be running. */
  async settled(): Promise<LanguageClient | undefined> {
    await this.#turn.catch(() => undefined);
    return this.client;
  }

  /** Starts the server anew, forgetting earlier crashes. */
  restart(): Promise<void> {
    this.#crashes = [];
    // A server that never answers `initialize` would hold up the queue for good.
    if (this.#connection?.client.state === State.Starting) {
      void this.#connection.end(0);
    }
    return this.#inTurn(() => this.#startAnew());
  }

  /** Restarts when the server would now be found in another place. */
  refresh(): Promise<void> {
    return this.#inTurn(async () => {
      const launch = await findServer(this.#context, this.#log).catch(() => undefined);
      if (JSON.stringify(launch) !== JSON.stringify(this.#launch)) {
        await this.#startAnew();
      }
    });
  }

  stop(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#stopClient();
      this.#status.show({ state: "stopped" });
    });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(work, work);
    return this.#turn;
  }

  async #startAnew(): Promise<void> {
    await this.#stopClient();
    this.#status.show({ state: "starting" });
    try {
      const launch = await findServer(this.#context, this.#log);
      this.#launch = launch;
      this.#log.info(`Starting ${[launch.command, ...launch.args].join(" ")} (${launch.source})`);
      await this.#startClient(launch);
    } catch (error) {
      await this.#stopClient();
      this.#tell(startFailure(error));
    }
  }

  async #startClient(launch: Launch): Promise<void> {
    let started = false;
    const connection = createConnection(launch, this.#context.extensionPath, this.#log, () => {
      // The end of a server that never answered is told below.
      if (started && this.#connection === connection) {
        this.#crashed();
      }
    });
    this.#connection = connection;
    connection.client.onNotification(statusChanged, (status) => this.#status.show(status));
    this.onClient(connection.client);
    await connection.client.start();
    // `start` resolves, too, when the server ended before it answered.
    if (connection.client.state !== State.Running) {
      throw new Error("it ended before it answered. The log may say why.");
    }
    started = true;
    if (this.#status.status.state === "starting") {
      this.#status.show({ state: "reading", contradictions: 0, projects: 0 });
    }
  }

  #crashed(): void {
    const { crashes, delay } = judgeCrash(this.#crashes, Date.now());
    this.#crashes = crashes;
    if (delay === undefined) {
      this.#tell(`The Teachback server stopped ${crashes.length} times in three minutes.`);
      return;
    }
    this.#log.warn(`The server stopped; it starts again in ${delay / 1000} s.`);
    this.#status.show({ state: "starting" });
    this.#timer = setTimeout(() => void this.#inTurn(() => this.#startAnew()), delay);
  }

  async #stopClient(): Promise<void> {
    clearTimeout(this.#timer);
    const connection = this.#connection;
    this.#connection = undefined;
    if (connection === undefined) {
      return;
    }
    try {
      await connection.client.dispose(STOP_TIME);
    } catch (error) {
      this.#log.warn(`The server did not stop by itself: ${String(error)}`);
    } finally {
      await connection.end(STOP_TIME);
    }
  }

  #tell(message: string): void {
    this.#log.error(message);
    this.#status.show({ state: "error", message });
    void vscode.window.showErrorMessage(message, "Restart", "Show Log").then((answer) => {
      if (answer === "Restart") {
        return this.restart();
      }
      if (answer === "Show Log") {
        this.#log.show();
      }
      return undefined;
    });
  }
}

function startFailure(error: unknown): string {
  if (error instanceof CannotStart) {
    return error.message;
  }
  return `The Teachback server could not be started: ${error instanceof Error ? error.message : String(error)}`;
}
