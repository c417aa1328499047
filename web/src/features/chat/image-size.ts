/** Pixels of a picture, for the place it will take; null for anything else. */
export async function sizeOf(file: Blob): Promise<{ width: number; height: number } | null> {
  if (!/^image\/(png|jpeg|gif|webp)$/.test(file.type)) return null;
  try {
    const bitmap = await createImageBitmap(file);
    const { width, height } = bitmap;
    bitmap.close();
    return { width, height };
  } catch {
    return null;
  }
}
