/** What the first view does not need: loaded when something was dropped, kept for use offline from the start. */
export { ConflictDialog } from './ConflictDialog';
export { FailureReport } from './FailureReport';
export { LogText } from './LogText';
export { NextSteps } from './NextSteps';
export { NoticeList } from './NoticeList';
export { Problems } from './Problems';
