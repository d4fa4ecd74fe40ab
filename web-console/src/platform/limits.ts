/** What the console waits for and how much it holds; the server's own thresholds come with its reference data. */
export const limits = {
  /** Silence after which the link counts as broken although the socket says nothing. */
  silenceMillis: 15_000,
  pingMillis: 5_000,
  /** How often a live link looks whether its token was renewed. */
  tokenMillis: 20_000,
  backoffFirstMillis: 500,
  backoffMostMillis: 30_000,
  /** A command of an operator must be answered or honestly given up. */
  answerMillis: 15_000,
  /** The last picture of a phone page is written to its device at most this often. */
  keepMillis: 2_000,
  /** Messages go out no faster: well below what the server takes from one client. */
  sendBurst: 30,
  sendPerSecond: 15,
  /** Differences are handed to the page at most this often. */
  batchMillis: 50,
  searchDelayMillis: 180,
  requestMillis: 10_000,
  /** A photo over a poor link. */
  fileMillis: 60_000,
  /** The longer side of a photo that is sent. */
  photoPixels: 1_600,
  /** A position moves on the map for at most this long without a new fix. */
  glideMillis: 1_500,
  timelineRows: 500,
  closedRows: 50,
} as const;
