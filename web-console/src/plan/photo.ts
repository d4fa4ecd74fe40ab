import { call } from "@/platform/api";
import { limits } from "@/platform/limits";

/** Sends a photo for a step, no larger than anybody needs it and without what the camera wrote into it; answers its hash. */
export async function upload(stepId: string, file: File): Promise<string> {
  const kept = await call("addStepPhoto", { path: { stepId }, file: await shrunk(file) });
  return kept.hash;
}

async function shrunk(file: File): Promise<Blob> {
  const image = await createImageBitmap(file).catch(() => null);
  // What this browser cannot read, the server explains.
  if (!image) return file;
  const scale = Math.min(1, limits.photoPixels / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  return new Promise((done) => canvas.toBlob((blob) => done(blob ?? file), "image/jpeg", 0.85));
}
