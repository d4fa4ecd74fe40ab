import type { components, operations } from "@/generated/contract";

type Schemas = components["schemas"];

export type Incident = Schemas["Incident"];
export type IncidentDetail = Schemas["IncidentDetail"];
export type Fix = Schemas["Fix"];
export type Call = Schemas["Call"];
export type Unit = Schemas["Unit"];
export type Assignment = Schemas["Assignment"];
export type AssignmentState = Schemas["AssignmentState"];
export type Response = Schemas["Response"];
export type Step = Schemas["Step"];
export type SupervisedStep = Schemas["SupervisedStep"];
export type Proposal = Schemas["Proposal"];
export type CheckIn = Schemas["CheckIn"];
export type CommandTransfer = Schemas["CommandTransfer"];
export type Receipt = Schemas["Receipt"];
export type Addressee = Schemas["Addressee"];
export type Group = Schemas["Group"];
export type GroupProposal = Schemas["GroupProposal"];
export type NewGroup = Schemas["NewGroup"];
export type Accountability = Schemas["Accountability"];
export type Muster = Schemas["Muster"];
export type Withdrawal = Schemas["Withdrawal"];
export type CommandPost = Schemas["CommandPost"];
export type Briefing = Schemas["Briefing"];
export type PersonRef = Schemas["PersonRef"];
export type FoundPerson = Schemas["FoundPerson"];
export type Cordon = Schemas["Cordon"];
export type Report = Schemas["Report"];
export type ReportContent = Schemas["ReportContent"];
export type ReportClock = Schemas["ReportClock"];
export type Release = Schemas["Release"];
export type ReleaseContent = Schemas["ReleaseContent"];
export type ReleaseText = Schemas["ReleaseText"];
export type ReleaseClock = Schemas["ReleaseClock"];
export type ReleaseCheckItem = Schemas["ReleaseCheckItem"];
export type Notice = Schemas["Notice"];
export type Person = Schemas["Person"];
export type Session = Schemas["Session"];
export type Reference = Schemas["Reference"];
export type Place = Schemas["Place"];
export type PlaceDescription = Schemas["PlaceDescription"];
export type Point = Schemas["Point"];
export type Casualties = Schemas["Casualties"];
export type NewCall = Schemas["NewCall"];
export type CallTaken = Schemas["CallTaken"];
export type DuplicateCandidate = Schemas["DuplicateCandidate"];
export type Recommendation = Schemas["Recommendation"];
export type Candidate = Schemas["Candidate"];
export type Route = Schemas["Route"];
export type TimelineEvent = Schemas["TimelineEvent"];
export type Replay = Schemas["Replay"];
export type AfterAction = Schemas["AfterAction"];
export type Finding = Schemas["Finding"];
export type Order = Schemas["Order"];
export type Exercise = Schemas["Exercise"];
export type ExerciseChoice = Schemas["ExerciseChoice"];
export type Inject = Schemas["Inject"];
export type ScoreLine = Schemas["ScoreLine"];
export type Track = Schemas["Track"];
export type Proof = Schemas["Proof"];
export type Text = Schemas["Text"];
export type CoordinateSystem = Schemas["CoordinateSystem"];

/** What each collection of the live picture holds. */
export interface Collections {
  incidents: Incident;
  calls: Call;
  units: Unit;
  assignments: Assignment;
  responses: Response;
  steps: Step;
  proposals: Proposal;
  checkIns: CheckIn;
  commandTransfers: CommandTransfer;
  orders: Order;
  groups: Group;
  musters: Muster;
  withdrawals: Withdrawal;
  commandPosts: CommandPost;
  cordons: Cordon;
  reports: Report;
  reportClocks: ReportClock;
  releases: Release;
  releaseClocks: ReleaseClock;
  notices: Notice;
  exercises: Exercise;
}

export type OperationId = keyof operations;

type Sent<O> = O extends { requestBody?: infer R } ? NonNullable<R> : never;
// Of several operations, what any of them may send: one that takes a file takes no JSON.
type Body<O> = O extends unknown ? ([Sent<O>] extends [never] ? undefined : Sent<O> extends { content: { "application/json": infer B } } ? B : undefined) : never;
type Answers<O> = O extends { responses: infer R } ? R : never;
type JsonOf<R> = R extends { content: { "application/json": infer J } } ? J : undefined;

export type BodyOf<K extends OperationId> = Body<operations[K]>;
export type ResultOf<K extends OperationId> = {
  [S in keyof Answers<operations[K]>]: S extends 200 | 201 ? JsonOf<Answers<operations[K]>[S]> : never;
}[keyof Answers<operations[K]>];
