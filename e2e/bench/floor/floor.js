// The browser's floor: walk the handles, getFile(), read small files in batches while the walk goes on, compose one
// Blob of the same bytes, download it. Nothing else; tuned as hard as the page is.
const BATCH_FILES = 256;
const READS_AT_ONCE = 4;
const FILES_AT_ONCE = 256;
/** `?small=0`: files are referred to, not read, where all of them are more than the browser takes in memory. */
const SMALL_BYTES = Number(new URLSearchParams(location.search).get('small') ?? 262_144);

document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', async (event) => {
  event.preventDefault();
  const handles = await Promise.all([...event.dataTransfer.items].map((item) => item.getAsFileSystemHandle()));
  const parts = await collect(handles);
  const link = document.createElement('a');
  link.download = 'floor.bin';
  link.href = URL.createObjectURL(new Blob(parts));
  link.click();
});

/** @param {FileSystemHandle[]} handles @returns {Promise<BlobPart[]>} */
async function collect(handles) {
  const parts = [];
  const small = [];
  const wanted = [];
  const reads = new Set();
  let opening = 0;

  const read = (files) => {
    const done = new Blob(files).arrayBuffer().then((bytes) => {
      parts.push(bytes);
      reads.delete(done);
      if (small.length >= BATCH_FILES) read(small.splice(0, BATCH_FILES));
    });
    reads.add(done);
  };
  const open = () => {
    while (opening < FILES_AT_ONCE && wanted.length > 0) {
      const { handle, resolve } = wanted.pop();
      opening++;
      handle.getFile().then((file) => {
        opening--;
        if (file.size > SMALL_BYTES) parts.push(file);
        else small.push(file);
        if (small.length >= BATCH_FILES && reads.size < READS_AT_ONCE) read(small.splice(0, BATCH_FILES));
        resolve();
        open();
      });
    }
  };
  const walk = async (handle) => {
    if (handle.kind === 'file') {
      await new Promise((resolve) => {
        wanted.push({ handle, resolve });
        open();
      });
      return;
    }
    const children = [];
    for await (const child of handle.values()) children.push(walk(child));
    await Promise.all(children);
  };

  await Promise.all(handles.map(walk));
  while (small.length > 0) read(small.splice(0, BATCH_FILES));
  while (reads.size > 0) await Promise.all(reads);
  return parts;
}
