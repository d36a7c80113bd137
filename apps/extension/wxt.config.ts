import tailwind from '@tailwindcss/vite';
import { defaultClientConditions, defaultServerConditions } from 'vite';
import { defineConfig } from 'wxt';
import { noCodeFromText } from './build/no-code-from-text.js';

const OLDEST_CHROME = '126';
/** The first that shows what an extension sends when it is installed. */
const OLDEST_FIREFOX = '142';
const SOURCE = '@understudy/source';

/** Where the backend is. Built in, because the host permission and the sign-in address hang on it. */
const apiUrl = new URL(process.env['UNDERSTUDY_API_URL'] ?? 'http://127.0.0.1:4100');
if (!/^https?:$/.test(apiUrl.protocol))
  throw new Error(`UNDERSTUDY_API_URL must be http or https, not ${apiUrl.protocol}`);

/** For a store (npm run extension:zip): without what only unpacked extensions have. */
const forStore = process.env['UNDERSTUDY_EXTENSION_FOR'] === 'store';

export default defineConfig({
  srcDir: 'src',
  publicDir: 'public',
  outDir: process.env['UNDERSTUDY_EXTENSION_OUT'] ?? '.output',
  modules: ['@wxt-dev/module-react', '@wxt-dev/i18n/module'],
  imports: false,
  manifestVersion: 3,
  vite: ({ browser }) => ({
    plugins: [tailwind(), noCodeFromText()],
    build: { target: targetOf(browser), cssTarget: targetOf(browser) },
    define: { __API_URL__: JSON.stringify(apiUrl.origin) },
    // Workspace libraries from their source: nothing has to be built before.
    resolve: { conditions: [SOURCE, ...defaultClientConditions] },
    ssr: { resolve: { conditions: [SOURCE, ...defaultServerConditions] }, noExternal: [/^@understudy\//] },
  }),
  zip: {
    name: 'understudy',
    // the whole workspace, so that a reviewer can build what was sent (docs/extension/listing.md)
    sourcesRoot: '../..',
    includeSources: ['**/*', '.npmrc', '.swcrc'],
    excludeSources: ['docs/**', '**/node_modules/**', '**/dist/**', '**/*.tsbuildinfo'],
  },
  manifest: ({ browser, command }) => ({
    name: '__MSG_extName__',
    description: '__MSG_extDescription__',
    default_locale: 'en',
    ...(browser === 'firefox' ? { browser_specific_settings: FIREFOX } : { minimum_chrome_version: OLDEST_CHROME }),
    // The public half of a key pair: fixes the id, and with it the redirect address of the sign-in. A store gives its own.
    ...(browser === 'chrome' && !forStore ? { key: PUBLIC_KEY } : {}),
    icons: icons('icon/icon'),
    action: { default_title: '__MSG_extName__', default_icon: icons('icon/icon') },
    permissions: [
      'storage',
      'scripting',
      'identity',
      'activeTab',
      'alarms',
      'notifications',
      'contextMenus',
      ...(browser === 'chrome' ? ['sidePanel'] : []),
    ],
    // Suggestions: the browser gives a key only when nobody else has it, and Chrome none that it has a use for itself (Alt+Shift+B, C,
    // W and others). The options page shows what they really are.
    commands: {
      _execute_action: { suggested_key: { default: 'Alt+Shift+U' } },
      escalate: { suggested_key: { default: 'Alt+Shift+E' }, description: '__MSG_menu_commandEscalate__' },
      who: { suggested_key: { default: 'Alt+Shift+O' }, description: '__MSG_menu_commandWho__' },
      brief: { suggested_key: { default: 'Alt+Shift+K' }, description: '__MSG_menu_commandBrief__' },
    },
    omnibox: { keyword: 'us' },
    // A match pattern holds no port: every port of this host is meant.
    host_permissions: [`${apiUrl.protocol}//${apiUrl.hostname}/*`],
    optional_host_permissions: ['https://*/*'],
    // A wall, not a promise: whatever runs in our pages and worker, the browser lets it talk to the backend and to nobody else.
    ...(command === 'build' ? { content_security_policy: { extension_pages: POLICY } } : {}),
  }),
});

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  `connect-src 'self' ${apiUrl.origin}`,
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const FIREFOX = {
  gecko: {
    // fixes the redirect address of the sign-in, as the key does in Chrome
    id: '{5d0b0b1e-6f0a-4f0b-9b60-3c1f0c7a9e52}',
    strict_min_version: `${OLDEST_FIREFOX}.0`,
    // docs/extension/privacy.md says when: what a person sends off, with the record and the address it is about
    data_collection_permissions: { required: ['authenticationInfo', 'websiteContent', 'browsingActivity'] },
  },
};

function targetOf(browser: string): string {
  return browser === 'firefox' ? `firefox${OLDEST_FIREFOX}` : `chrome${OLDEST_CHROME}`;
}

function icons(name: string): Record<string, string> {
  return Object.fromEntries([16, 32, 48, 128].map((size) => [String(size), `${name}-${size}.png`]));
}

const PUBLIC_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAtA2bEnmuA/vjwY/fl76hqQxO6Na/S3OnIBIfZqo4ISX34VJOlU//k8YI8teBryLRAIwENrmh0PWH1AOwE3hVD6hb01TJElXxVIVe0rYyvgY7KwSWasc4IZYmfpXBsGz4FINJnTKBWBgu5bN9XsPoRDFo/ODNNw/HbZ6i6qZOIRQQNa3zwE4TfmWj4A64PnrcQZnDE0UTiIE/qvASuSh/Pk3/OnlOnhslxWRr9667SbPBHc5CLdaUpDYot0tGhsHGO1EQHAHNyurf3G2qpkt130//NecgmltLboj2///FIsT5QgtlcbiHxv8z1c90CbmgxkxaNNbXWU5kFJpjnE62+wIDAQAB';
