import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { startPicking } from '../picker/picker.js';

/** Put into pages of one origin while somebody points there (worker/picking.ts); ends at once in every other tab. */
export default defineUnlistedScript(() => void startPicking());
