// The browser's floor of copying: every file of a folder is streamed into one of the private file system, which stands
// for a chosen one, since no picker can be driven. Large ones one after the other, small ones eight at a time.
const AT_ONCE = 8;
const SMALL_BYTES = 2 ** 20;

document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', async (event) => {
  event.preventDefault();
  const begun = performance.now();
  const [from] = await Promise.all([...event.dataTransfer.items].map((item) => item.getAsFileSystemHandle()));
  const to = await (await navigator.storage.getDirectory()).getDirectoryHandle('copied', { create: true });
  await copyFolder(from, to);
  document.title = `Copied in ${(performance.now() - begun) / 1000} seconds`;
});

/** @param {FileSystemDirectoryHandle} from @param {FileSystemDirectoryHandle} to */
async function copyFolder(from, to) {
  const underWay = new Set();
  for await (const [name, handle] of from.entries()) {
    if (handle.kind === 'directory') {
      await copyFolder(handle, await to.getDirectoryHandle(name, { create: true }));
      continue;
    }
    const file = await handle.getFile();
    const copied = copyFile(file, to, name).then(() => underWay.delete(copied));
    underWay.add(copied);
    if (file.size > SMALL_BYTES) await copied;
    else if (underWay.size >= AT_ONCE) await Promise.race(underWay);
  }
  await Promise.all(underWay);
}

/** @param {File} file @param {FileSystemDirectoryHandle} to @param {string} name */
async function copyFile(file, to, name) {
  const handle = await to.getFileHandle(name, { create: true });
  await file.stream().pipeTo(await handle.createWritable());
}
