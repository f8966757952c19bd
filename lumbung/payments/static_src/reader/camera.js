// Pictures into texts: the camera of the device, or a photograph that was taken before.
import jsQR from "jsqr";

const WIDEST = 1200;

/** The text of a QR code in a picture or video frame, or null. */
function textIn(source, width, height, canvas) {
  const scale = Math.min(1, WIDEST / Math.max(width, height));
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(source, 0, 0, canvas.width, canvas.height);
  const picture = pen.getImageData(0, 0, canvas.width, canvas.height);
  return jsQR(picture.data, picture.width, picture.height)?.data ?? null;
}

/** The text in a photograph, or null. */
export async function fromPhoto(file) {
  const picture = await createImageBitmap(file);
  return textIn(picture, picture.width, picture.height, document.createElement("canvas"));
}

/** Looks through the camera until a code is found; calls `found(text)` once. Returns what stops it. */
export async function fromCamera(video, found) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  const canvas = document.createElement("canvas");
  let looking = true;
  const stop = () => {
    looking = false;
    stream.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
  };
  const look = () => {
    if (!looking) return;
    const text = video.videoWidth ? textIn(video, video.videoWidth, video.videoHeight, canvas) : null;
    if (text) {
      stop();
      found(text);
    } else {
      requestAnimationFrame(look);
    }
  };
  video.srcObject = stream;
  await video.play();
  look();
  return stop;
}

/** Whether this page may ask for a camera. */
export const hasCamera = () => Boolean(navigator.mediaDevices?.getUserMedia);
