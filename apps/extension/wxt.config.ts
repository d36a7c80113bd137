import tailwind from '@tailwindcss/vite';
import { defaultClientConditions, defaultServerConditions } from 'vite';
import { defineConfig } from 'wxt';

const OLDEST_CHROME = '126';
const SOURCE = '@understudy/source';

/** Where the backend is. Built in, because the host permission and the sign-in address hang on it. */
const apiUrl = new URL(process.env['UNDERSTUDY_API_URL'] ?? 'http://127.0.0.1:4100');
if (!/^https?:$/.test(apiUrl.protocol))
  throw new Error(`UNDERSTUDY_API_URL must be http or https, not ${apiUrl.protocol}`);

export default defineConfig({
  srcDir: 'src',
  publicDir: 'public',
  outDir: process.env['UNDERSTUDY_EXTENSION_OUT'] ?? '.output',
  modules: ['@wxt-dev/module-react', '@wxt-dev/i18n/module'],
  imports: false,
  manifestVersion: 3,
  vite: () => ({
    plugins: [tailwind()],
    build: { target: `chrome${OLDEST_CHROME}`, cssTarget: `chrome${OLDEST_CHROME}` },
    define: { __API_URL__: JSON.stringify(apiUrl.origin) },
    // Workspace libraries from their source: nothing has to be built before.
    resolve: { conditions: [SOURCE, ...defaultClientConditions] },
    ssr: { resolve: { conditions: [SOURCE, ...defaultServerConditions] }, noExternal: [/^@understudy\//] },
  }),
  manifest: ({ browser }) => ({
    name: '__MSG_extName__',
    description: '__MSG_extDescription__',
    default_locale: 'en',
    minimum_chrome_version: OLDEST_CHROME,
    // The public half of a key pair: fixes the id, and with it the redirect address of the sign-in.
    ...(browser === 'chrome' ? { key: PUBLIC_KEY } : {}),
    icons: icons('icon/icon'),
    action: { default_title: '__MSG_extName__', default_icon: icons('icon/icon') },
    permissions: ['storage', 'scripting', 'identity', 'activeTab', ...(browser === 'chrome' ? ['sidePanel'] : [])],
    // A match pattern holds no port: every port of this host is meant.
    host_permissions: [`${apiUrl.protocol}//${apiUrl.hostname}/*`],
    optional_host_permissions: ['https://*/*'],
  }),
});

function icons(name: string): Record<string, string> {
  return Object.fromEntries([16, 32, 48, 128].map((size) => [String(size), `${name}-${size}.png`]));
}

const PUBLIC_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAtA2bEnmuA/vjwY/fl76hqQxO6Na/S3OnIBIfZqo4ISX34VJOlU//k8YI8teBryLRAIwENrmh0PWH1AOwE3hVD6hb01TJElXxVIVe0rYyvgY7KwSWasc4IZYmfpXBsGz4FINJnTKBWBgu5bN9XsPoRDFo/ODNNw/HbZ6i6qZOIRQQNa3zwE4TfmWj4A64PnrcQZnDE0UTiIE/qvASuSh/Pk3/OnlOnhslxWRr9667SbPBHc5CLdaUpDYot0tGhsHGO1EQHAHNyurf3G2qpkt130//NecgmltLboj2///FIsT5QgtlcbiHxv8z1c90CbmgxkxaNNbXWU5kFJpjnE62+wIDAQAB';
