// A guest without a browser: libwebrtc in Node. Reads one JavaScript expression a line, writes its value or what went wrong as JSON.
import { createInterface } from "node:readline";
import wrtc from "@roamhq/wrtc";

const { RTCAudioSource, RTCVideoSource, RTCAudioSink, RTCVideoSink } = wrtc.nonstandard;
const base = process.argv[2];
const script = await (await fetch(`${base}/lab.js`)).text();
const { Guest } = await import(`data:text/javascript;base64,${Buffer.from(script).toString("base64")}`);

globalThis.seen = { pictures: 0, changes: 0, samples: 0, loudest: 0 };
const sinks = [];

function show(track) {
  if (track.kind === "audio") {
    const sink = new RTCAudioSink(track);
    sink.ondata = ({ samples }) => {
      seen.samples += samples.length;
      seen.loudest = samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), seen.loudest);
    };
    sinks.push(sink);
    return;
  }
  const sink = new RTCVideoSink(track);
  let before = null;
  sink.onframe = ({ frame }) => {
    const row = Buffer.from(frame.data.buffer, frame.data.byteOffset + (frame.width * frame.height) / 2, frame.width);
    if (before !== null && !row.equals(before)) seen.changes++;
    before = Buffer.from(row);
    seen.pictures++;
  };
  sinks.push(sink);
}

const devices = {
  trackFor(source, { width = 320, height = 180, frameRate = 20 }) {
    return source === "camera" || source === "screen" ? bars(width, height, frameRate) : tone();
  },
};

function bars(width, height, frameRate) {
  const source = new RTCVideoSource();
  const data = new Uint8ClampedArray(width * height * 1.5).fill(128);
  let shift = 0;
  setInterval(() => {
    shift += 4;
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data[y * width + x] = (x + y + shift) & 0xff;
    source.onFrame({ width, height, data });
  }, 1000 / frameRate);
  return source.createTrack();
}

function tone() {
  const source = new RTCAudioSource();
  const samples = new Int16Array(480);
  let at = 0;
  setInterval(() => {
    for (let i = 0; i < samples.length; i++) samples[i] = 8000 * Math.sin((2 * Math.PI * 440 * at++) / 48_000);
    source.onData({ samples, sampleRate: 48_000, bitsPerSample: 16, channelCount: 1, numberOfFrames: samples.length });
  }, 10);
  return source.createTrack();
}

globalThis.enter = (room, seat) => {
  globalThis.guest = new Guest({ base, room, seat, rtc: wrtc, devices, show });
  return globalThis.guest.open();
};

for await (const expression of createInterface({ input: process.stdin })) {
  let line;
  try {
    // biome-ignore lint/security/noGlobalEval: the other end of the pipe is the test.
    line = JSON.stringify({ value: (await globalThis.eval(expression)) ?? null });
  } catch (error) {
    line = JSON.stringify({ error: String(error?.stack ?? error) });
  }
  process.stdout.write(`${line}\n`);
}
process.exit(0);
