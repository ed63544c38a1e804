//! What the host's engine says of itself and its host.

use super::Engine;

/// What an engine says of itself and of its host.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// Version of the engine, e.g. `26.1.5`.
    pub version: String,
    /// Kernel release of its host.
    pub kernel: String,
    /// Storage driver, e.g. `overlay2`.
    pub storage: String,
    /// `1` or `2`.
    pub cgroup_version: String,
    /// E.g. `seccomp`, `apparmor`.
    pub security: Vec<String>,
    /// Memory of its host, bytes.
    pub memory: u64,
    /// Processors of its host.
    pub cpus: u64,
    /// OCI runtimes that it knows by name, sorted.
    pub runtimes: Vec<String>,
    /// Which of them it takes if none is named.
    pub default_runtime: String,
    /// Version of its runc, with the distribution's own part where it tells, e.g. `1.1.5+ds1-1+deb12u1`.
    pub runc: Option<String>,
}

impl About {
    /// Whether the engine names this among its means of security.
    #[must_use]
    pub fn has(&self, security: &str) -> bool {
        // `name=seccomp,profile=default`.
        self.security
            .iter()
            .filter_map(|option| option.strip_prefix("name="))
            .any(|option| option.split(',').next() == Some(security))
    }
}

impl Engine {
    /// Asks the engine about itself and its host.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn about(&self) -> anyhow::Result<About> {
        let (info, version) = tokio::try_join!(self.docker.info(), self.docker.version())?;
        let mut runtimes: Vec<_> = info.runtimes.unwrap_or_default().into_keys().collect();
        runtimes.sort_unstable();
        let components = version.components.unwrap_or_default();
        let runc = components.into_iter().find(|component| component.name == "runc");
        Ok(About {
            version: info.server_version.unwrap_or_default(),
            kernel: info.kernel_version.unwrap_or_default(),
            storage: info.driver.unwrap_or_default(),
            cgroup_version: info.cgroup_version.map(|version| version.to_string()).unwrap_or_default(),
            security: info.security_options.unwrap_or_default(),
            memory: info.mem_total.unwrap_or_default().try_into().unwrap_or_default(),
            cpus: info.ncpu.unwrap_or_default().try_into().unwrap_or_default(),
            runtimes,
            default_runtime: info.default_runtime.unwrap_or_default(),
            runc: runc.map(|component| {
                let commit = component.details.unwrap_or_default().remove("GitCommit").unwrap_or_default();
                // Distributions put their own version there, others a hash.
                if commit.starts_with(&component.version) { commit } else { component.version }
            }),
        })
    }
}
