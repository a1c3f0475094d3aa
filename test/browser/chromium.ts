/** Finds and starts a Chromium without a window. Nothing is downloaded. */
import { existsSync } from "node:fs";

import type { Browser } from "playwright-core";

const USUAL_PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];

/** The browser of the machine, or the one that CHROMIUM names; null where there is none. */
export function chromiumPath(): string | null {
  const named = process.env["CHROMIUM"];
  if (named !== undefined && named !== "") return named;
  return USUAL_PLACES.find((place) => existsSync(place)) ?? null;
}

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts it with a profile of its own, which goes when it is closed. */
export async function startChromium(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === null) throw new Error("there is no Chromium; install it, or name it with CHROMIUM");
  const { chromium } = await import("playwright-core");
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
}
