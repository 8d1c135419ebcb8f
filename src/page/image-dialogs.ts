/** What checks and compares images: loaded when somebody wants it. */
import './images.css';

export { CheckDialog } from './CheckDialog';
export { CompareDialog } from './CompareDialog';
