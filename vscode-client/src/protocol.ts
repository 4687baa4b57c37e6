// What the server and this client say to each other beyond LSP (docs/protocol.md).
import {
  NotificationType,
  type Position,
  RequestType,
  type TextDocumentIdentifier,
  type WorkspaceEdit,
} from "vscode-languageclient/node";

/** One action that may come next; `score` is the policy's probability, 0 to 1. */
export interface Choice {
  readonly label: string;
  readonly value: string;
  readonly detail?: string | null;
  readonly why?: readonly string[] | null;
  readonly score?: number | null;
  readonly current?: boolean | null;
}

export interface ChoosePrompt {
  readonly kind: "choose";
  readonly title: string;
  readonly message: string;
  readonly choices: readonly Choice[];
  readonly allowNew: boolean;
}

export interface NoticePrompt {
  readonly kind: "notice";
  readonly message: string;
}

export interface DonePrompt {
  readonly kind: "done";
  readonly message: string;
  readonly edit?: WorkspaceEdit | null;
}

/** What the session asks or says next; `notice` and `done` end it. */
export type Prompt = ChoosePrompt | NoticePrompt | DonePrompt;

export interface TeachStartParams {
  readonly textDocument: TextDocumentIdentifier;
  readonly position: Position;
}

export interface TeachStartResult {
  readonly session: string;
  readonly prompt: Prompt;
}

export interface TeachAnswerParams {
  readonly session: string;
  readonly answer: { readonly value: string };
}

export interface TeachAnswerResult {
  readonly prompt: Prompt;
}

export interface TeachStopParams {
  readonly session: string;
}

export interface StatusParams {
  readonly state: "reading" | "training" | "ready";
  readonly contradictions: number;
  readonly projects: number;
  readonly message?: string | null;
  /** How things stand with the running Rasa that the author set, in a few words; nothing where none is set. */
  readonly engine?: string | null;
}

export const teachStart = new RequestType<TeachStartParams, TeachStartResult, void>("teachback/teach/start");
export const teachAnswer = new RequestType<TeachAnswerParams, TeachAnswerResult, void>("teachback/teach/answer");
export const teachStop = new RequestType<TeachStopParams, null, void>("teachback/teach/stop");
export const statusChanged = new NotificationType<StatusParams>("teachback/status");
