import { browser } from 'wxt/browser';

/** False when the person does not want to be told on this computer. The badge counts all the same. */
export async function wantsNotifications(): Promise<boolean> {
  const { notify } = await browser.storage.local.get('notify');
  return notify !== false;
}

export async function keepWantsNotifications(wanted: boolean): Promise<void> {
  await browser.storage.local.set({ notify: wanted });
}
