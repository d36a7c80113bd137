/** The backend's origin, put in by the build (wxt.config.ts, UNDERSTUDY_API_URL). */
declare const __API_URL__: string;
