// Style sheets are imported for esbuild to gather into quai.css; they have no value.
declare module "*.css";
