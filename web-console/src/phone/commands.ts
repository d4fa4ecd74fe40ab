import { shallowReactive } from "vue";
import type { LiveClient } from "@/live/client";
import type { OperationId } from "@/live/entities";
import type { Command, Problem } from "@/live/protocol";
import { now } from "@/platform/clock";
import { provided } from "@/platform/provided";

/** A command the server did not want. It has left the queue; a person decides what comes next. */
export interface Refused {
  command: Command;
  problem: Problem;
  at: number;
}

const refusalsShown = 5;

/** What this person pressed: what still waits to be sent, and what was refused. */
export class Commands {
  readonly refused: Refused[] = shallowReactive([]);

  constructor(private readonly live: LiveClient) {
    live.onAnswer(({ message, problem }) => {
      // What the page reported by itself was never in the queue and is nobody's concern.
      if (!problem || message.type !== "command" || !live.waiting.some(({ id }) => id === message.id)) return;
      this.refused.unshift({ command: message, problem, at: now() });
      this.refused.splice(refusalsShown);
    });
  }

  /** Oldest first. */
  get waiting(): Command[] {
    return this.live.waiting.filter((message) => message.type === "command");
  }

  /** Whether such a command about such a thing still waits for its answer. */
  pending(operation: OperationId, subjectId: string): boolean {
    return this.waiting.some((command) => command.operation === operation && Object.values(command.path ?? {}).includes(subjectId));
  }

  dismiss(refused: Refused) {
    const at = this.refused.indexOf(refused);
    if (at >= 0) this.refused.splice(at, 1);
  }

  /** Pressed and kept. Whatever the answer, it comes back through the picture or through `refused`. */
  press<K extends OperationId>(operation: K, parts: Parameters<LiveClient["command"]>[1]) {
    this.live.command(operation, parts as never).catch(() => undefined);
  }
}

export const [provideCommands, useCommands] = provided<Commands>("commands");
