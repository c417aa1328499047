// Where a page in a browser takes its tracks from.

const canvases = [];

export async function trackFor(source, wish) {
  const { width = 640, height = 360, frameRate = 30 } = wish;
  switch (wish.from ?? "device") {
    case "device": {
      const constraints =
        source === "camera" || source === "screen"
          ? { video: { width, height, frameRate } }
          : { audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false } };
      return (await navigator.mediaDevices.getUserMedia(constraints)).getTracks()[0];
    }
    case "display":
      return (await navigator.mediaDevices.getDisplayMedia({ video: { frameRate } })).getVideoTracks()[0];
    case "noise":
      return noise(width, height, frameRate);
    default:
      throw new Error(`No track comes from ${wish.from}.`);
  }
}

// A picture so restless that an encoder spends all it may spend on it.
function noise(width, height, frameRate) {
  const grain = new OffscreenCanvas(width, height);
  const pen = grain.getContext("2d");
  const pixels = pen.createImageData(width, height);
  for (let i = 0; i < pixels.data.length; i += 4) pixels.data.set([Math.random() * 255, Math.random() * 255, Math.random() * 255, 255], i);
  pen.putImageData(pixels, 0, 0);

  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  canvases.push(canvas);
  const brush = canvas.getContext("2d", { alpha: false });
  setInterval(() => {
    brush.fillStyle = `hsl(${(performance.now() / 20) % 360} 50% 50%)`;
    brush.fillRect(0, 0, width, height);
    brush.globalAlpha = 0.5;
    brush.drawImage(grain, Math.random() * -width * 0.5, Math.random() * -height * 0.5);
    brush.globalAlpha = 1;
  }, 1000 / frameRate);
  return canvas.captureStream(frameRate).getVideoTracks()[0];
}
