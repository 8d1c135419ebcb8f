/** Whether the page starts without a network: as the browser has it, not as it was meant. */

export type OfflineState = 'yes' | 'unsupported' | 'insecure' | 'pending';

/** The service worker keeps all files or none: once it is active nothing is missing. */
export async function offlineState(): Promise<OfflineState> {
  if (!isSecureContext) return 'insecure';
  if (!('serviceWorker' in navigator)) return 'unsupported';
  try {
    const registration = await navigator.serviceWorker.getRegistration();
    if (registration?.active) return 'yes';
    return registration ? 'pending' : 'unsupported';
  } catch {
    return 'unsupported';
  }
}
