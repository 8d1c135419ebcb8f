/** What is needed only once something was dropped: loaded as soon as the page is shown, kept for use offline. */
import './later.css';

export { AboutButton } from './AboutButton';
export { BootPart } from './BootPart';
export { begin } from './begin';
export { ConflictDialog } from './ConflictDialog';
export { Contents } from './Contents';
export { DiscPanel } from './DiscPanel';
export { EntryPanel } from './EntryPanel';
export { FailureReport } from './FailureReport';
export { Fits } from './Fits';
export { Formats } from './Formats';
export { ImageTools } from './ImageTools';
export { ImageWork } from './ImageWork';
export { KeptSessions } from './KeptSessions';
export { LanguageChoice } from './LanguageChoice';
export { LargeNote } from './LargeNote';
export { LastDone } from './LastDone';
export { Log } from './Log';
export { Losses } from './Losses';
export { CloudFormHost, MadeFor } from './MadeFor';
export { NextSteps } from './NextSteps';
export { Notices } from './Notices';
export { Problems } from './Problems';
export { Readers } from './Readers';
export { saidText } from './said';
export { VolumeName } from './VolumeName';
