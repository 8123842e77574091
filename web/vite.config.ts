// How the page is built, and where `npm run dev` finds the server. What the page does is in src/.
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

const SERVER = "http://127.0.0.1:8700";

export default defineConfig({
  plugins: [vue()],
  build: {
    // The server forbids inline scripts and data addresses: everything is a file of its own.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: {
    // The server answers only to pages of its own.
    proxy: { "/api": { target: SERVER, changeOrigin: true, headers: { origin: SERVER } } },
  },
});
