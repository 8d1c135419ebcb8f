import encoderUrl from 'virtual:encoder';
import sevenZipUrl from 'virtual:seven-zip';
import { processIo } from './io';
import { run } from './run';

process.exitCode = await run(process.argv.slice(2), processIo(encoderUrl, sevenZipUrl));
