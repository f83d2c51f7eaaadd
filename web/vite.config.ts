// How the console is built and, while one works on it, served. scripts/build-web.mjs says where the build goes.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const service = `http://127.0.0.1:${process.env['ACCORD_PORT'] ?? '9292'}`;

/** What the first pages use of Ant Design, with what that uses, in one file: in the dozens that it would be split into it compresses worse. */
const kit = {
  name: 'kit',
  test: /[\\/]antd[\\/]es[\\/](alert|badge|button|config-provider|dropdown|empty|form|input|select|spin|table|tabs|tooltip)[\\/]/,
};

export default defineConfig({
  root: import.meta.dirname,
  publicDir: 'public',
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    // scripts/build-web.mjs judges what a first visit loads, in all its files.
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { output: { codeSplitting: { groups: [kit] } } },
  },
  server: { proxy: { '/api': service } },
});
