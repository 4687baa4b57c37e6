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

/** Where a session of interactive learning begins; `fresh` is about the project of a file or folder, or the only one. */
export type Where =
  | { readonly kind: "cursor"; readonly textDocument: TextDocumentIdentifier; readonly position: Position }
  | { readonly kind: "fresh"; readonly uri?: string }
  | { readonly kind: "resumed"; readonly root: string; readonly journal: string }
  | { readonly kind: "conversation"; readonly from: Source | RunningRasa; readonly id: string; readonly uri?: string };

/** Where real conversations are: in a file, or in the tracker store that the project's `endpoints.yml` names. */
export type Source = { readonly kind: "file"; readonly uri: string } | { readonly kind: "store" };

/** The Rasa of the settings; it tells a conversation by its id, and lists none. */
export type RunningRasa = { readonly kind: "rasa" };

export interface ConversationsParams {
  readonly from: Source;
  readonly uri?: string;
  readonly trusted: boolean;
}

/** A real conversation; `latest` is when something happened in it last, in seconds since 1970. */
export interface Conversation {
  readonly id: string;
  readonly messages: number;
  readonly latest: number | null;
}

export interface ConversationsResult {
  readonly name: string;
  readonly conversations: readonly Conversation[];
}

/** `trusted`: actions may run on the server that the project's own files name. */
export interface LearnStartParams {
  readonly where: Where;
  readonly trusted: boolean;
}

export interface LearnStartResult {
  readonly session: string;
  /** The URI of the project's folder, to which the paths of the graph are relative. */
  readonly root: string;
  readonly name: string;
}

/** `message` is for the page, which reads it by itself (docs/teaching-page.md). */
export interface UpdateParams {
  readonly session: string;
  readonly message: { readonly type: string; readonly text?: string };
}

/** Something said to the view with this serial number. */
export interface OrderParams {
  readonly session: string;
  readonly serial: number;
}

export interface LearnAnswerParams extends OrderParams {
  readonly answer: { readonly value: boolean | string };
}

export interface ForkParams extends OrderParams {
  readonly message: number;
}

export interface ExportParams extends OrderParams {
  readonly leave: boolean;
}

export interface DiscardParams extends OrderParams {
  readonly discard: true;
}

/** A session that was left behind; `messages` are what the user said in it. */
export interface LeftSession {
  readonly root: string;
  readonly project: string;
  readonly journal: string;
  readonly began: string | null;
  readonly origin: string;
  readonly messages: readonly string[];
  readonly remark: string;
}

export interface ResumableResult {
  readonly sessions: readonly LeftSession[];
}

export interface ApplyParams {
  readonly edit: WorkspaceEdit;
  readonly title: string;
}

export interface ApplyResult {
  readonly applied: boolean;
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
export const learnStart = new RequestType<LearnStartParams, LearnStartResult, void>("teachback/teach/start");
export const learnAnswer = new RequestType<LearnAnswerParams, null, void>("teachback/teach/answer");
export const learnUndo = new RequestType<OrderParams, null, void>("teachback/teach/undo");
export const learnFork = new RequestType<ForkParams, null, void>("teachback/teach/fork");
export const learnRestart = new RequestType<OrderParams, null, void>("teachback/teach/restart");
export const learnExport = new RequestType<ExportParams, null, void>("teachback/teach/export");
export const learnDiscard = new RequestType<DiscardParams, null, void>("teachback/teach/stop");
export const learnResumable = new RequestType<Record<string, never>, ResumableResult, void>("teachback/teach/resumable");
export const learnConversations = new RequestType<ConversationsParams, ConversationsResult, void>(
  "teachback/teach/conversations",
);
export const learnUpdated = new NotificationType<UpdateParams>("teachback/teach/update");
export const learnApply = new RequestType<ApplyParams, ApplyResult, void>("teachback/teach/apply");
export const statusChanged = new NotificationType<StatusParams>("teachback/status");
