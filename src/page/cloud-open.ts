/** The form for cloud-init, which is loaded when somebody opens it. */
import { signal } from '@preact/signals-core';
import { pageNews } from './state';

/** The form, once it is loaded. */
export const cloudForm = signal<typeof import('./CloudForm')['CloudForm'] | undefined>(undefined);
export const isCloudFormOpen = signal(false);

/** Opens it. A host may have it no more when it has a newer version of the page. */
export async function openCloudForm() {
  try {
    cloudForm.value ??= (await import('./CloudForm')).CloudForm;
    isCloudFormOpen.value = true;
  } catch {
    pageNews.value = { kind: 'missing', reload: () => location.reload() };
  }
}
