import { reactive } from "vue";
import type { BodyOf, Point, Step } from "@/live/entities";
import { useAction } from "@/platform/action";
import { upload } from "./photo";

type Completion = BodyOf<"completeStep">;

/** What somebody puts together to tick a step, in the form that the step asks for. */
export interface Proof {
  words: string;
  number: string | number;
  answer: string;
  photos: string[];
}

export const emptyProof = (): Proof => ({ words: "", number: "", answer: "", photos: [] });

const numberOf = ({ number }: Proof) => (String(number).trim() === "" ? NaN : Number(number));

/** Whether it is enough. For life safety words always are; so says the server, too. */
export function isEnough(step: Step, proof: Proof, place: boolean): boolean {
  const words = proof.words.trim() !== "";
  if (step.answers.length && !proof.answer) return false;
  if (step.lifeSafety && words) return true;
  switch (step.evidenceKind) {
    case "number": return Number.isFinite(numberOf(proof));
    case "photo": return proof.photos.length > 0;
    case "position": return place;
    default: return words || step.answers.length > 0;
  }
}

export function completionOf(step: Step, proof: Proof, point: Point | null): Completion {
  const words = proof.words.trim();
  const number = numberOf(proof);
  return {
    version: step.version,
    ...(words ? { evidence: words } : {}),
    ...(step.evidenceKind === "number" && Number.isFinite(number) ? { number } : {}),
    ...(proof.photos.length ? { photos: [...proof.photos] } : {}),
    ...(point ? { point: { latitude: point.latitude, longitude: point.longitude } } : {}),
    ...(step.answers.length ? { answer: proof.answer } : {}),
  };
}

/** The photos of a proof go to the server before it does. */
export function useProof(step: () => Step) {
  const proof = reactive(emptyProof());
  const uploading = useAction();
  const add = (files: readonly File[]) =>
    uploading.run(async () => {
      for (const file of files) {
        const hash = await upload(step().id, file);
        if (!proof.photos.includes(hash)) proof.photos.push(hash);
      }
    });
  return { proof, uploading, add };
}
