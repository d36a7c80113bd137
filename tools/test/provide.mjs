import { canInstall, install } from './debian.mjs';
import { findChromium } from './find-chromium.mjs';
import { findFirefox } from './find-firefox.mjs';
import { findScreen } from './find-screen.mjs';

/**
 * Each finds what some tests need, or on Debian as root installs it. They answer {found}, or {reason}: why there is none, and
 * what to do. They say what they do.
 */
export const provideChromium = (say) =>
  provide(say, {
    name: 'Chromium',
    find: findChromium,
    packages: ['chromium'],
    fix: 'install Chromium (Debian: apt-get install chromium) or set CHROMIUM_PATH to a Chromium or Chrome',
  });

export const provideFirefox = (say) =>
  provide(say, {
    name: 'Firefox',
    find: findFirefox,
    packages: ['firefox-esr'],
    fix: 'install Firefox (Debian: apt-get install firefox-esr) or set FIREFOX_PATH',
  });

/** For the one test that presses the browser's own buttons. */
export const provideScreen = (say) =>
  provide(say, {
    name: 'Xvfb with xdotool',
    find: findScreen,
    packages: ['xvfb', 'xdotool'],
    fix: 'install both (Debian: apt-get install xvfb xdotool)',
  });

function provide(say, { name, find, packages, fix }) {
  try {
    const found = find();
    if (found) return { found, reason: null };
  } catch (error) {
    return { found: null, reason: error.message };
  }
  if (!canInstall()) return { found: null, reason: `no ${name} found; ${fix}` };
  const failed = install(packages, say);
  const found = failed ? null : find();
  return found ? { found, reason: null } : { found: null, reason: `apt-get ${failed ?? 'install'} failed; ${fix}` };
}
