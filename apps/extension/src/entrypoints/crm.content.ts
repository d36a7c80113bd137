import { defineContentScript } from 'wxt/utils/define-content-script';
import { followRecords } from '../record/follow-records.js';

/** Registered at run time for the sites the person has switched on (worker/site-access.ts); none stands in the manifest. */
export default defineContentScript({ registration: 'runtime', matches: [], main: (ctx) => followRecords(ctx) });
